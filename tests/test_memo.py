"""Results kept per object: by identity, and not longer than said."""

from __future__ import annotations

from jixiao.base.identity_cache import cached_by_identity


def test_equal_objects_are_not_the_same_and_the_same_is_asked_once() -> None:
    seen = []

    @cached_by_identity(2)
    def length(subject: list[int], factor: int = 1) -> int:
        seen.append((id(subject), factor))
        return len(subject) * factor

    one, other = [1, 2], [1, 2]
    assert [length(one), length(one), length(one, 3), length(other)] == [2, 2, 6, 2]
    assert seen == [(id(one), 1), (id(one), 3), (id(other), 1)]
    length(one)  # two later results have taken its place
    assert len(seen) == 4


def test_a_new_object_at_the_place_of_an_old_one_is_asked_anew() -> None:
    @cached_by_identity(4)
    def first(subject: list[int]) -> int:
        return subject[0]

    assert [first([number]) for number in range(50)] == list(range(50))
