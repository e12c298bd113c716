"""What may happen to a paper? Prints the rules as a Mermaid state diagram and the powers of each role as a table."""

from django.core.management.base import BaseCommand

from units.approval import POWERS, RULES, Action, Power, Role, State


class Command(BaseCommand):
    help = "Prints the state diagram of a paper (Mermaid) and the table of roles, both read from units.approval."

    def handle(self, *args, **options) -> None:
        self.stdout.write("stateDiagram-v2")
        self.stdout.write(f"    [*] --> {State.DRAFT.value}")
        for action, rule in RULES.items():
            who = f"desk:{rule.power or 'the power of the kind'}" if rule.at_desk else f"author:{rule.power}"
            note = ", with a reason" if rule.note_required else ""
            for state in rule.from_states:
                self.stdout.write(f"    {state} --> {rule.to or state}: {Action(action).value} ({who}{note})")
        self.stdout.write(
            f"    {State.WAITING.value} --> {State.WAITING.value}: approve (below the final desk: one desk up)"
        )
        final = [state for state in State if not any(state in rule.from_states for rule in RULES.values())]
        for state in final:
            self.stdout.write(f"    {state.value} --> [*]")
        self.stdout.write("")
        self.stdout.write("role".ljust(16) + "".join(power.value.ljust(14) for power in Power))
        for role in Role:
            marks = "".join(("yes" if power in POWERS[role] else "–").ljust(14) for power in Power)
            self.stdout.write(role.value.ljust(16) + marks)
