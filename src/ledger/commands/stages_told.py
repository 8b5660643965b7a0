"""The stages of one run, told to whoever waits: how much of it is done, and what comes now."""

from collections.abc import Sequence

from ledger.model.work_stages import Staged, T, WorkStage, weight_of
from ledger.read.inbox import Progress

_READING = "台帳を読んでいます"


class StagesTold:
    """The stages that a run goes through, and how far it has come."""

    def __init__(self, stages: Sequence[WorkStage], tell: Progress | None) -> None:
        """Begin.

        Args:
            stages: The stages of the run, in their order.
            tell: Told `(done, total, what is worked out now)`, in weights of stages, both 0 before
                the first; it may raise to end the run, before anything is written.
        """
        self._total = weight_of(stages)
        self._tell = tell
        self._done = 0
        self._now = 0

    def reading(self) -> None:
        """Tell that the ledger is being read: before anything can be counted."""
        if self._tell is not None:
            self._tell(0, 0, _READING)

    def at(self, stage: WorkStage) -> None:
        """Tell that a stage begins, and so that the one before it is done."""
        self._done, self._now = self._done + self._now, stage.weight
        if self._tell is not None:
            self._tell(self._done, self._total, stage.title)

    def through(self, work: Staged[T]) -> T:
        """Do staged work, and tell each stage of it.

        Args:
            work: The work.

        Returns:
            What it comes to.
        """
        while True:
            try:
                stage = next(work)
            except StopIteration as ended:
                result: T = ended.value
                return result
            self.at(stage)
