"""Results kept for as long as the object that they follow from is the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

Subject = TypeVar("Subject")
Rest = ParamSpec("Rest")
Result = TypeVar("Result")


class _Same(Generic[Subject]):
    """An object by its identity, kept alive so that no other one gets it."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject

    def __hash__(self) -> int:
        return id(self.subject)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.subject is self.subject


def cached_by_identity(
    size: int,
) -> Callable[
    [Callable[Concatenate[Subject, Rest], Result]], Callable[Concatenate[Subject, Rest], Result]
]:
    """Keep the last `size` results of a function of an object that does not change.

    The first argument counts by identity: reports and documents are long, comparing them would
    cost what is saved. The others count by value.
    """

    def decorate(
        function: Callable[Concatenate[Subject, Rest], Result],
    ) -> Callable[Concatenate[Subject, Rest], Result]:
        @lru_cache(maxsize=size)
        def of(same: _Same[Subject], *args: Any, **options: Any) -> Result:
            return function(same.subject, *args, **options)

        @wraps(function)
        def wrapped(subject: Subject, *args: Rest.args, **options: Rest.kwargs) -> Result:
            return of(_Same(subject), *args, **options)  # type: ignore[arg-type]  # all hashable

        return wrapped

    return decorate
