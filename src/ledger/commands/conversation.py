"""A command that asks one thing after the other, written as the talk that it is.

A talk is a generator: it yields a question, is sent the answer, and returns what it came to.
"""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import NamedTuple, TypeAlias, TypeVar

from ledger.commands.plan import YES, Plan, PlanQuestion
from ledger.model.problems import Problem, Refusal

T = TypeVar("T")

Talk: TypeAlias = Generator[PlanQuestion, str, T]


def talked(operation: str, talk: Talk[Plan]) -> Plan:
    """Return the plan that a talk leads to, with the question that it has reached.

    Args:
        operation: The verb.
        talk: The talk. It goes on each time an answer is given, and never back.
    """
    try:
        return _plan(operation, talk, next(talk))
    except StopIteration as end:
        return _ended(end)


def _plan(operation: str, talk: Talk[Plan], question: PlanQuestion) -> Plan:
    def then(answer: str) -> Plan:
        try:
            return _plan(operation, talk, talk.send(answer))
        except StopIteration as end:
            return _ended(end)

    return Plan(operation=operation, question=replace(question, then=then))


def _ended(end: StopIteration) -> Plan:
    plan: Plan = end.value
    return plan


class Asker(NamedTuple):
    """Puts questions, or goes by what was given where nobody is there to be asked.

    Attributes:
        there: Whether somebody can be asked.
    """

    there: bool

    def said(
        self,
        question: PlanQuestion,
        read: Callable[[str], T],
        given: str | None = None,
        missing: Problem | None = None,
    ) -> Talk[T]:
        """Return what was given, else what is answered, asked again until it can be read.

        Args:
            question: The question.
            read: Reads an answer; what it refuses is said, and asked again.
            given: The answer that was given beforehand, by an option.
            missing: Why it cannot be done without an answer; without it, blank stands for none.

        Raises:
            Refusal: What was given cannot be read, or nobody is there to say what is missing.
        """
        if given is not None:
            return read(given)
        if not self.there:
            if missing is not None:
                raise Refusal(missing)
            return read("")
        asked = question
        while True:
            answer = yield asked
            try:
                return read(answer.strip())
            except Refusal as refusal:
                own = refusal.problem
                asked = replace(question, text=f"{own.what}{own.remedy}\n{question.text}")

    def agreed(self, text: str, *, unasked: bool = True) -> Talk[bool]:
        """Return whether the person says はい.

        Args:
            text: The question.
            unasked: The answer where nobody is there.
        """
        if not self.there:
            return unasked
        answer = yield PlanQuestion(text, preset=YES)
        return bool(answer)

    def settled(self, plan: Plan) -> Talk[Plan | None]:
        """Return a plan of another command with its own questions answered; None at いいえ.

        Raises:
            Refusal: It needs a はい, and nobody is there.
        """
        while (question := plan.question) is not None:
            if not self.there:
                if question.unasked is not None:
                    raise Refusal(question.unasked)
                return replace(plan, question=None)
            if question.then is None:
                answer = yield replace(question, preset=YES)
                return replace(plan, question=None) if answer else None
            answer = yield question
            plan = question.then(answer)
        return plan
