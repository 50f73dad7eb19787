# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's writer of PDF files, made to keep what WeasyPrint has written.

Odoo guesses whether a file is PDF/A from the length of its second line, and converts
the others for wkhtmltopdf: on WeasyPrint's files that rewrites the width of each glyph
(the text piles up) and empties the tags. Here the metadata of the file decide.

To add the XML of an invoice, Odoo reads each object of the file and writes it again,
uncompressed. Here it stands after the end of the file, as PDF provides for changes.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import md5

from odoo.tools.pdf import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    OdooPdfFileWriter,
)

from . import facturx

_clone = OdooPdfFileWriter.cloneReaderDocumentRoot
_convert = OdooPdfFileWriter.convert_to_pdfa
_attach = OdooPdfFileWriter.add_attachment
_only_adding = ContextVar("only_adding", default=False)


@contextmanager
def only_adding():
    """Promise that what is cloned gets files and metadata, and that its pages stay."""
    token = _only_adding.set(True)
    try:
        yield
    finally:
        _only_adding.reset(token)


def _get_metadata(root):
    """Return the XMP of a file in bytes, empty when it has none.

    :param root: its catalog
    """
    metadata = root.get("/Metadata")
    return metadata.get_object().get_data() if metadata else b""


def _is_ours(root):
    # In the XMP, because Odoo signs the other place where a producer stands.
    return b"WeasyPrint" in _get_metadata(root)


def clone_document(self, reader):
    # Only pypdf has updates; Debian's PyPDF2 has not.
    if _only_adding.get() and hasattr(self, "_write_increment"):
        root = reader.trailer["/Root"]
        if _is_ours(root):
            _update_document(self, reader)
            self.is_pdfa = b"pdfaid:part" in _get_metadata(root)
            return
    _clone(self, reader)
    if _is_ours(self._root_object):
        # Else a blank second line, where PDF/A has its binary comment.
        self._header = self._header.rstrip(b"\n")
        self.is_pdfa = b"pdfaid:part" in _get_metadata(self._root_object)


def _update_document(writer, reader):
    """Prepare a writer to add objects to a file, of which it reads the catalog only.

    That is the incremental mode of pypdf, which would compare all objects with those
    that it has read, to know the changed ones: here the catalog and the new ones.
    """
    last = int(reader.trailer["/Size"]) - 1
    number = reader.trailer.raw_get("/Root").idnum
    root = DictionaryObject(reader.trailer["/Root"])
    root.indirect_reference = IndirectObject(number, 0, writer)
    writer._objects = [None] * last
    writer._objects[number - 1] = writer._root_object = root
    writer._original_hash = [0] * last
    writer._info_obj = reader.trailer.raw_get("/Info")
    writer._ID = _get_changed_id(reader)
    writer._reader = reader
    writer.incremental = True


def _get_changed_id(reader):
    """Return the identifier of the file, whose second part is that of this state."""
    first, _second = reader.trailer["/ID"]
    return ArrayObject(
        [first, ByteStringObject(md5(reader.stream.getvalue()).digest())]
    )


def convert_to_pdfa(self):
    if not _is_ours(self._root_object):
        return _convert(self)
    if not self.is_pdfa:
        raise ValueError("A file of WeasyPrint is made PDF/A by itself, or never.")


def add_attachment(self, name, data, subtype=None):
    _attach(self, name, data, subtype=subtype)
    root = self._root_object
    if name == facturx.FILE_NAME and self.is_pdfa and _is_ours(root):
        # Odoo declares the invoice only in the files that it converts.
        level = facturx.get_level(data)
        self.add_file_metadata(facturx.declare(_get_metadata(root), level))


OdooPdfFileWriter.cloneReaderDocumentRoot = clone_document
OdooPdfFileWriter.convert_to_pdfa = convert_to_pdfa
OdooPdfFileWriter.add_attachment = add_attachment
OdooPdfFileWriter.addAttachment = add_attachment
