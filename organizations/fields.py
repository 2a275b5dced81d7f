"""Text kept tidy, and keys computed from it, whenever a row is written (bulk_create too).

``bulk_update`` does not compute: name the key fields and call ``compute`` first.
"""

from django.db import models

from organizations import vietnamese


class TidyCharField(models.CharField):
    """Text in NFC, with single spaces, without control characters."""

    def pre_save(self, model_instance, add):
        value = vietnamese.tidy(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value


class KeyField(models.CharField):
    """A sort or search key: the function ``make`` of the field ``of``."""

    def __init__(self, *args, of="", make=None, **kwargs):
        self.of = of
        self.make = make
        super().__init__(*args, editable=False, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable")
        return name, path, args, {**kwargs, "of": self.of, "make": self.make}

    def compute(self, model_instance):
        """Set the key of an instance from its text, and return it."""
        value = self.make(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, value)
        return value

    def pre_save(self, model_instance, add):
        return self.compute(model_instance)
