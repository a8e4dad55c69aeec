"""Undefined variables in our templates, and querysets shown without an order, fail the test that met them."""

from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.template import Context
from django.template.base import UNKNOWN_SOURCE, FilterExpression, Parser, Variable, VariableDoesNotExist
from django.template.defaulttags import ForNode
from django.templatetags.i18n import BlockTranslateNode

TEMPLATES = str(Path(__file__).resolve().parents[2] / "templates")


class UndefinedVariable(Exception):
    """A template of ours named something that its context does not hold."""


class UnorderedQuerySet(Exception):
    """A template showed rows in whatever order the database felt like."""


def _ours(origin: Any) -> bool:
    # cotton compiles attr="{{ x }}" from a string without an origin: only our templates use cotton
    name = getattr(origin, "name", None) or UNKNOWN_SOURCE
    return name == UNKNOWN_SOURCE or str(name).startswith(TEMPLATES)


class StrictVariable(Variable):
    """A variable that must exist, whoever would forgive it."""

    def resolve(self, context: Context) -> Any:
        try:
            return super().resolve(context)
        except VariableDoesNotExist as error:
            raise UndefinedVariable(f"{{{{ {self.var} }}}}: {error}") from None


class StrictExpression(FilterExpression):
    """An expression whose variable must exist."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        if isinstance(self.var, Variable):
            # resolving it once more beforehand took a tenth of all tests' time
            self.var = StrictVariable(self.var.var)


def install() -> None:
    """Patches Django's template engine for the whole test run."""
    plain_compile, plain_for, plain_translate = (
        Parser.compile_filter,
        ForNode.render,
        BlockTranslateNode.render,
    )

    def compile_filter(self: Parser, token: str) -> FilterExpression:
        return StrictExpression(token, self) if _ours(self.origin) else plain_compile(self, token)

    def render_for(self: ForNode, context: Context) -> Any:
        shown = self.sequence.resolve(context, ignore_failures=True)
        own = isinstance(shown, QuerySet) and shown.model.__module__.split(".")[0] in (
            "talent",
            "jobs",
            "search",
        )
        if own and not shown.ordered:
            raise UnorderedQuerySet(f"{shown.model.__name__} in {self.origin.name}")
        return plain_for(self, context)

    def render_translate(self: BlockTranslateNode, context: Context, nested: bool = False) -> Any:
        if _ours(getattr(self, "origin", None)):
            with context.push(**{name: value.resolve(context) for name, value in self.extra_context.items()}):
                for token in (*self.singular, *self.plural):
                    known = (
                        token.token_type.name != "VAR"
                        or token.contents in context
                        or token.contents == self.countervar
                    )
                    if not known:
                        raise UndefinedVariable(f"{{{{ {token.contents} }}}} in blocktranslate")
        return plain_translate(self, context, nested)

    Parser.compile_filter = compile_filter  # type: ignore[method-assign]
    ForNode.render = render_for  # type: ignore[method-assign]
    BlockTranslateNode.render = render_translate  # type: ignore[method-assign]
