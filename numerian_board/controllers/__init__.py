from . import numerian_notice
