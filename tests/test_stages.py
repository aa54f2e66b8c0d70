"""The table of the workflow: that it is whole, and that everything which reads it finds what it needs."""

import ast

from django.test import SimpleTestCase
from django.utils.translation import override

from articles import conditions, consequences, reasons, stages
from articles.reasons import Condition
from articles.roles import GROUPS, MOVES_OF
from articles.stages import MOVE, MOVES, STAGE_LABELS, WHO_LABELS, Move, Stage, Who
from tests.test_layers import sources

# Who may write a stage into a row: the one that moves articles, and the import, whose articles begin as published.
WRITERS = {"articles/workflow.py", "articles/importing/writing.py"}


class TableTests(SimpleTestCase):
    def test_every_move_is_in_the_table_once(self) -> None:
        named = [value for value in vars(stages).values() if isinstance(value, Move)]
        self.assertEqual(named, list(MOVES))
        self.assertEqual(len(MOVE), len(MOVES))

    def test_from_every_stage_there_is_a_way_on_and_to_every_stage_a_way_in(self) -> None:
        for stage in Stage:
            self.assertTrue([move for move in MOVES if stage in move.sources], stage)
            self.assertTrue([move for move in MOVES if stage == move.target and stage not in move.sources], stage)

    def test_everything_has_a_name_for_people(self) -> None:
        self.assertEqual(set(STAGE_LABELS), set(Stage))
        self.assertEqual(set(WHO_LABELS), set(Who))
        with override("en"):
            for move in MOVES:
                self.assertTrue(str(move.label)[0].isupper(), move.name)
                self.assertTrue(str(move.leaves).endswith("."), move.name)
            self.assertEqual(len({str(move.label) for move in MOVES}), len(MOVES))

    def test_every_move_but_the_import_is_made_by_somebody(self) -> None:
        self.assertEqual([move.name for move in MOVES if not move.who], ["import"])

    def test_every_condition_is_judged_and_asked_for(self) -> None:
        asked = {condition for move in MOVES for condition in move.conditions}
        self.assertEqual(asked, set(conditions.JUDGES))
        general = {reasons.STAGE, reasons.WHO, reasons.ACTIVE, reasons.REASON, reasons.DATE, reasons.NO_DATE}
        named = {value for value in vars(reasons).values() if isinstance(value, Condition)}
        self.assertEqual(named, asked | general)
        self.assertEqual(len({condition.name for condition in named}), len(named))

    def test_what_is_left_behind_is_left_by_moves_of_the_table(self) -> None:
        self.assertEqual(set(MOVES) - set(consequences.CONSEQUENCES), {stages.IMPORT, stages.SEND_BACK, stages.REOPEN})

    def test_each_role_has_its_moves(self) -> None:
        self.assertEqual(
            {role: [move.name for move in moves] for role, moves in MOVES_OF.items()},
            {
                "selector": ["propose", "archive", "reopen"],
                "translator": ["write", "claim"],
                "reviewer": ["take", "update"],
                "publisher": "write send_back publish schedule unschedule update withdraw restore".split(),
                "chief": ["extend", "withdraw", "restore", "archive", "reopen"],
            },
        )
        self.assertLessEqual(set(GROUPS), set(Who))


class OneWriterTests(SimpleTestCase):
    def test_nothing_else_writes_a_stage(self) -> None:
        for path, tree in sources("articles"):
            if path not in WRITERS and "/migrations/" not in path:
                self.assertEqual([ast.unparse(node) for node in ast.walk(tree) if writes_a_stage(node)], [], path)


def writes_a_stage(node: ast.AST) -> bool:
    """`x.stage = …`, or `stage=…` given to a method that writes rows."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr == "stage" for target in targets)
    writing = {"update", "create", "get_or_create", "update_or_create", "bulk_create", "Article"}
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in writing and any(keyword.arg == "stage" for keyword in node.keywords)
    return False
