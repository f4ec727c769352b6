"""The closed language in which a scheme states points: numbers, names, + - * /, comparisons,
`a if condition else b`, `and`, `or`, `not`, `min`, `max`, `round(x, places)`.

Python's own parser reads it and nothing is ever executed: whatever is not on the list is refused
when the scheme is loaded. Arithmetic is `Decimal`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..base.amounts import rounded
from ..base.said import Said
from ..labels.numbers import exact

Value = Decimal | bool
LONGEST, MOST_NODES = 400, 120
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
_COMPARED: dict[type[ast.cmpop], tuple[str, Callable[[Decimal, Decimal], bool]]] = {
    ast.GtE: ("≥", lambda left, right: left >= right),
    ast.LtE: ("≤", lambda left, right: left <= right),
    ast.Gt: (">", lambda left, right: left > right),
    ast.Lt: ("<", lambda left, right: left < right),
    ast.Eq: ("=", lambda left, right: left == right),
}
_FUNCTIONS = {"min": (2, 6), "max": (2, 6), "round": (2, 2)}  # name → how many it takes


class FormulaError(ValueError):
    """A formula that is none of this language: `reason` says why."""

    def __init__(self, key: str, **values: object) -> None:
        self.reason = Said(key, **values)
        super().__init__(str(self.reason))


@dataclass(frozen=True)
class Formula:
    """A formula as written, and the names of the numbers that it takes."""

    text: str
    tree: ast.expr
    names: frozenset[str]

    def value(self, numbers: Mapping[str, Value]) -> Decimal | None:
        """What it comes to; None where it divides by zero. Raises KeyError for a name not given."""
        try:
            return _number(_value(self.tree, numbers))
        except ZeroDivisionError:
            return None

    def needs(self, numbers: Mapping[str, Value]) -> frozenset[str]:
        """The names whose number is asked for and not given: a branch not taken asks for none."""
        known: dict[str, Value] = dict(numbers)
        wanted: set[str] = set()
        while True:
            try:
                self.value(known)
                return frozenset(wanted)
            except KeyError as missing:
                name = str(missing.args[0])
                wanted.add(name)
                known[name] = Decimal(1)

    def written(self, numbers: Mapping[str, Value]) -> str:
        """The formula with its numbers, of a condition the branch that was taken: 744 ÷ 800 × 2."""
        return _written(self.tree, numbers, 0)


def parse(text: str, names: frozenset[str]) -> Formula:
    """The formula that `text` is; `names`: the numbers there are. Raises FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError("scoring.long", most=LONGEST)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaError("scoring.no_formula") from None
    used: set[str] = set()
    for count, node in enumerate(_checked(tree)):
        if count >= MOST_NODES:
            raise FormulaError("scoring.long", most=LONGEST)
        if isinstance(node, ast.Name):
            if node.id not in names:
                raise FormulaError("scoring.column", name=node.id, names=tuple(sorted(names)))
            used.add(node.id)
    if _is_condition(tree):
        raise FormulaError("scoring.no_points")
    return Formula(text, tree, frozenset(used))


def _checked(node: ast.expr) -> Iterator[ast.expr]:
    """`node` and all below it. Raises FormulaError at what is not of the language."""
    yield node
    for child in _parts(node):
        yield from _checked(child)


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.Name() if node.id not in ("True", "False"):
            return []
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return []
        case ast.BinOp() if type(node.op) in _SIGNS and not _conditions(node.left, node.right):
            return [node.left, node.right]
        case ast.UnaryOp(op=ast.USub()) if not _conditions(node.operand):
            return [node.operand]
        case ast.UnaryOp(op=ast.Not()) if _may_decide(node.operand):
            return [node.operand]
        case ast.BoolOp() if all(map(_may_decide, node.values)):
            return list(node.values)
        case ast.Compare() if all(type(op) in _COMPARED for op in node.ops):
            if not _conditions(node.left, *node.comparators):
                return [node.left, *node.comparators]
        case ast.IfExp() if _may_decide(node.test) and not _conditions(node.body, node.orelse):
            return [node.test, node.body, node.orelse]
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS and not node.keywords:
            least, most = _FUNCTIONS[name]
            plain = not any(isinstance(each, ast.Starred) for each in node.args)
            if plain and least <= len(node.args) <= most and not _conditions(*node.args):
                if name == "round":
                    _places(node.args[1])
                return list(node.args)
    raise FormulaError("scoring.not_allowed", words=ast.unparse(node)[:40])


def _is_condition(node: ast.expr) -> bool:
    negated = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    return negated or isinstance(node, ast.Compare | ast.BoolOp)


def _conditions(*nodes: ast.expr) -> bool:
    return any(map(_is_condition, nodes))


def _may_decide(node: ast.expr) -> bool:
    """A condition, or a name that may be true or false (`met`)."""
    return _is_condition(node) or isinstance(node, ast.Name)


def _places(node: ast.expr) -> int:
    if isinstance(node, ast.Constant) and node.value in (0, 1, 2, 3, 4):
        return int(str(node.value))
    raise FormulaError("scoring.places")


def _number(value: Value) -> Decimal:
    return Decimal(int(value)) if isinstance(value, bool) else value


def _value(node: ast.expr, numbers: Mapping[str, Value]) -> Value:
    """The value of a checked tree; only what is needed is looked at."""

    def of(part: ast.expr) -> Decimal:
        return _number(_value(part, numbers))

    match node:
        case ast.Name():
            return numbers[node.id]
        case ast.Constant():
            return Decimal(str(node.value))
        case ast.UnaryOp(op=ast.Not()):
            return not _value(node.operand, numbers)
        case ast.UnaryOp():
            return -of(node.operand)
        case ast.BoolOp():
            each = (bool(_value(part, numbers)) for part in node.values)
            return all(each) if isinstance(node.op, ast.And) else any(each)
        case ast.Compare():
            sides = [of(part) for part in (node.left, *node.comparators)]
            pairs = zip(sides, node.ops, sides[1:], strict=False)
            return all(_COMPARED[type(op)][1](left, right) for left, op, right in pairs)
        case ast.IfExp():
            return _value(node.body if _value(node.test, numbers) else node.orelse, numbers)
        case ast.BinOp():
            return _operated(node.op, of(node.left), of(node.right))
        case ast.Call(func=ast.Name(id="round")):
            return rounded(of(node.args[0]), _places(node.args[1]))
        case ast.Call(func=ast.Name(id=name)):
            values = [of(part) for part in node.args]
            return min(values) if name == "min" else max(values)
    raise AssertionError(ast.dump(node))


def _operated(op: ast.operator, left: Decimal, right: Decimal) -> Decimal:
    if isinstance(op, ast.Add):
        return left + right
    if isinstance(op, ast.Sub):
        return left - right
    if isinstance(op, ast.Mult):
        return left * right
    if not right:
        raise ZeroDivisionError
    return left / right


_STRENGTH = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}


def _written(node: ast.expr, numbers: Mapping[str, Value], around: int) -> str:
    match node:
        case ast.IfExp():
            taken = node.body if _value(node.test, numbers) else node.orelse
            return _written(taken, numbers, around)
        case ast.BinOp():
            own = _STRENGTH[type(node.op)]
            left = _written(node.left, numbers, own)
            right = _written(node.right, numbers, own + (isinstance(node.op, ast.Sub | ast.Div)))
            text = f"{left} {_SIGNS[type(node.op)]} {right}"
            return f"({text})" if own < around else text
        case ast.Call(func=ast.Name(id="round")):  # what it is rounded to is seen in the points
            return _written(node.args[0], numbers, around)
        case ast.Call(func=ast.Name(id=name)):
            return f"{name}({', '.join(_written(part, numbers, 0) for part in node.args)})"
        case ast.UnaryOp():
            return f"−{_written(node.operand, numbers, 3)}"
    return exact(_number(_value(node, numbers)))
