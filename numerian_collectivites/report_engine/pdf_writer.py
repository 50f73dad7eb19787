# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's writer of PDF files, made to keep what WeasyPrint has written.

Odoo guesses whether a file is PDF/A from the length of its second line, and converts
the others for wkhtmltopdf: on WeasyPrint's files that rewrites the width of each glyph
(the text piles up) and empties the tags. Here the metadata of the file decide.
"""

from odoo.tools.pdf import OdooPdfFileWriter

from . import facturx

_clone = OdooPdfFileWriter.cloneReaderDocumentRoot
_convert = OdooPdfFileWriter.convert_to_pdfa
_attach = OdooPdfFileWriter.add_attachment


def _get_metadata(writer):
    """Return the XMP of a file in bytes, empty when it has none."""
    metadata = writer._root_object.get("/Metadata")
    return metadata.get_object().get_data() if metadata else b""


def _is_ours(writer):
    # In the XMP, because Odoo signs the other place where a producer stands.
    return b"WeasyPrint" in _get_metadata(writer)


def clone_document(self, reader):
    _clone(self, reader)
    if _is_ours(self):
        # Else a blank second line, where PDF/A has its binary comment.
        self._header = self._header.rstrip(b"\n")
        self.is_pdfa = b"pdfaid:part" in _get_metadata(self)


def convert_to_pdfa(self):
    if not _is_ours(self):
        return _convert(self)
    if not self.is_pdfa:
        raise ValueError("A file of WeasyPrint is made PDF/A by itself, or never.")


def add_attachment(self, name, data, subtype=None):
    _attach(self, name, data, subtype=subtype)
    if name == facturx.FILE_NAME and self.is_pdfa and _is_ours(self):
        # Odoo declares the invoice only in the files that it converts.
        level = facturx.get_level(data)
        self.add_file_metadata(facturx.declare(_get_metadata(self), level))


OdooPdfFileWriter.cloneReaderDocumentRoot = clone_document
OdooPdfFileWriter.convert_to_pdfa = convert_to_pdfa
OdooPdfFileWriter.add_attachment = add_attachment
OdooPdfFileWriter.addAttachment = add_attachment
