from . import assembly
