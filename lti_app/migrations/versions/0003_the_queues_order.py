"""Indexes for the order in which the outbox is emptied and for what is in hand.

Revision: 0003, after 0002.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = ["state", "tries", "due_at", "id"]


def upgrade() -> None:
    """Go up."""
    op.create_index("ix_outbox_queue", "outbox", COLUMNS)
    op.create_index("ix_outbox_leased_until", "outbox", ["leased_until"])
    op.drop_index("ix_outbox_state_due", table_name="outbox")


def downgrade() -> None:
    """Go down."""
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due_at"])
    op.drop_index("ix_outbox_leased_until", table_name="outbox")
    op.drop_index("ix_outbox_queue", table_name="outbox")
