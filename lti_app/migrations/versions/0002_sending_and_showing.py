"""What sending scores and showing anonymous answers need.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go up."""
    op.add_column("answers", sa.Column("shown_text", sa.Text(), nullable=True))
    op.add_column("answers", sa.Column("shown_order", sa.String(length=32), nullable=True))
    op.add_column("feedback", sa.Column("score_maximum", sa.Double(), nullable=True))
    op.add_column(
        "activities",
        sa.Column("line_item_leased_until", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "circuits",
        sa.Column("registration_id", KEY, autoincrement=False, nullable=False),
        sa.Column("failures", KEY, nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_circuits_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name="pk_circuits"),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("circuits")
    op.drop_column("activities", "line_item_leased_until")
    op.drop_column("feedback", "score_maximum")
    op.drop_column("answers", "shown_order")
    op.drop_column("answers", "shown_text")
