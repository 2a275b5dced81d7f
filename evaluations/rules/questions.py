"""A question of the rules by name, with the fields that a case or a form may give."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from inspect import Parameter, signature
from typing import Any, get_type_hints

from evaluations.rules.verdicts import Verdict


@dataclass(frozen=True)
class Question:
    """A rule's function; facts that it takes as one object are given field by field."""

    function: Callable[..., Verdict]

    @cached_property
    def fields(self) -> Mapping[str, bool]:
        """The names of the fields, and whether each is required."""
        own = {
            name: parameter.default is Parameter.empty
            for name, parameter in signature(self.function).parameters.items()
            if name not in ("facts", "terms")
        }
        return {**self._facts_fields, **own}

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """The names of what the question answers, its reasons and readings left out."""
        verdict = get_type_hints(self.function)["return"]
        return tuple(one.name for one in fields(verdict) if one.name not in ("reasons", "settings"))

    @cached_property
    def _facts(self) -> Any:
        return get_type_hints(self.function).get("facts")

    @cached_property
    def _facts_fields(self) -> Mapping[str, bool]:
        if self._facts is None:
            return {}
        return {
            one.name: one.default is MISSING and one.default_factory is MISSING
            for one in fields(self._facts)
        }

    def __call__(self, **given: Any) -> Verdict:
        """Answer from fields; raises ``InputError`` for a bad one, a required one left out too.

        A field that is given as null counts as left out.
        """
        required = {name: None for name, needed in self.fields.items() if needed}
        given = required | {name: value for name, value in given.items() if value is not None}
        if self._facts is None:
            return self.function(**given)
        facts = {name: given.pop(name) for name in self._facts_fields if name in given}
        return self.function(self._facts(**facts), **given)
