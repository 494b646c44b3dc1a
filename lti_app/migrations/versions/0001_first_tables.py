"""First tables.

Revision: 0001, after None.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "rate_counts",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("window", KEY, autoincrement=False, nullable=False),
        sa.Column("count", KEY, nullable=False),
        sa.PrimaryKeyConstraint("key", "window", name="pk_rate_counts"),
    )
    op.create_index("ix_rate_counts_window", "rate_counts", ["window"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("client_id", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("authorization_url", sa.Text(), nullable=False),
        sa.Column("token_url", sa.Text(), nullable=False),
        sa.Column("token_audience", sa.Text(), nullable=True),
        sa.Column("jwks_url", sa.Text(), nullable=False),
        sa.Column("family", sa.String(length=64), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=True),
        sa.Column("frame_origins", sa.JSON(), nullable=False),
        sa.Column("service_hosts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_registrations"),
        sa.UniqueConstraint("issuer", "client_id", name="uq_registrations_issuer_client_id"),
    )
    op.create_table(
        "tool_keys",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("public_jwk", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signs_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tool_keys"),
        sa.UniqueConstraint("kid", name="uq_tool_keys_kid"),
    )
    op.create_table(
        "deployments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("deployment_id", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_deployments_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deployments"),
        sa.UniqueConstraint(
            "registration_id", "deployment_id", name="uq_deployments_registration_id_deployment_id"
        ),
    )
    op.create_table(
        "invitations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_invitations_registration_id_registrations",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    op.create_table(
        "logins",
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("target_link_uri", sa.Text(), nullable=False),
        sa.Column("login_hint", sa.Text(), nullable=False),
        sa.Column("message_hint", sa.Text(), nullable=True),
        sa.Column("storage_target", sa.String(length=255), nullable=True),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_logins_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("state", name="pk_logins"),
    )
    op.create_index("ix_logins_expires_at", "logins", ["expires_at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("sub", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("test_user", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_people_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("registration_id", "sub", name="uq_people_registration_id_sub"),
    )
    op.create_table(
        "service_tokens",
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("scopes", sa.String(length=1024), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_service_tokens_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "scopes", name="pk_service_tokens"),
    )
    op.create_table(
        "courses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("deployment_id", KEY, nullable=False),
        sa.Column("key", sa.String(length=263), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("last_number", KEY, nullable=False),
        sa.Column("memberships_url", sa.Text(), nullable=True),
        sa.Column("roster_complete", sa.Boolean(), nullable=False),
        sa.Column("roster_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"],
            ["deployments.id"],
            name="fk_courses_deployment_id_deployments",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_courses_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_courses"),
        sa.UniqueConstraint("deployment_id", "key", name="uq_courses_deployment_id_key"),
    )
    op.create_table(
        "activities",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("resource_link_id", sa.String(length=255), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("module_id", sa.String(length=64), nullable=True),
        sa.Column("choice", sa.JSON(), nullable=True),
        sa.Column("line_item_url", sa.Text(), nullable=True),
        sa.Column("line_items_url", sa.Text(), nullable=True),
        sa.Column("service_scopes", sa.JSON(), nullable=False),
        sa.Column("score_maximum", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["courses.id"],
            name="fk_activities_course_id_courses",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
        sa.UniqueConstraint(
            "course_id", "resource_link_id", name="uq_activities_course_id_resource_link_id"
        ),
    )
    op.create_table(
        "enrolments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["courses.id"],
            name="fk_enrolments_course_id_courses",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_enrolments_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolments"),
        sa.UniqueConstraint("course_id", "number", name="uq_enrolments_course_id_number"),
        sa.UniqueConstraint("course_id", "person_id", name="uq_enrolments_course_id_person_id"),
    )
    op.create_index("ix_enrolments_person_id", "enrolments", ["person_id"], unique=False)
    op.create_table(
        "answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("content_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reader", sa.String(32), nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_answers_activity_id_activities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_answers_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.UniqueConstraint(
            "activity_id",
            "person_id",
            "content_id",
            name="uq_answers_activity_id_person_id_content_id",
        ),
    )
    op.create_index("ix_answers_person_id", "answers", ["person_id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("registration_id", KEY, nullable=True),
        sa.Column("activity_id", KEY, nullable=True),
        sa.Column("actor_id", KEY, nullable=True),
        sa.Column("subject_id", KEY, nullable=True),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_audit_activity_id_activities",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name="fk_audit_actor_id_people", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_audit_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["people.id"], name="fk_audit_subject_id_people", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", KEY, nullable=False),
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("content_id", sa.String(length=64), nullable=False),
        sa.Column("author_id", KEY, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_feedback_activity_id_activities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name="fk_feedback_author_id_people", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_feedback_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint(
            "activity_id",
            "person_id",
            "content_id",
            name="uq_feedback_activity_id_person_id_content_id",
        ),
    )
    op.create_index("ix_feedback_person_id", "feedback", ["person_id"], unique=False)
    op.create_table(
        "launches",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("activity_id", KEY, nullable=True),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("subject_id", KEY, nullable=True),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("mentee_subs", sa.JSON(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("return_url", sa.Text(), nullable=True),
        sa.Column("storage_target", sa.String(length=255), nullable=True),
        sa.Column("deep_linking", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_launches_activity_id_activities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name="fk_launches_course_id_courses", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name="fk_launches_enrolment_id_enrolments",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_launches_person_id_people", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_launches_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["people.id"], name="fk_launches_subject_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_launches"),
        sa.UniqueConstraint("name", name="uq_launches_name"),
    )
    op.create_index("ix_launches_activity_id", "launches", ["activity_id"], unique=False)
    op.create_index("ix_launches_course_id", "launches", ["course_id"], unique=False)
    op.create_index("ix_launches_expires_at", "launches", ["expires_at"], unique=False)
    op.create_index("ix_launches_person_id", "launches", ["person_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("registration_id", KEY, nullable=False),
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("rev", KEY, nullable=False),
        sa.Column("sent_rev", KEY, nullable=False),
        sa.Column("last_timestamp", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("tries", KEY, nullable=False),
        sa.Column("last_status", KEY, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_outbox_activity_id_activities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_outbox_person_id_people", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name="fk_outbox_registration_id_registrations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("activity_id", "person_id", name="uq_outbox_activity_id_person_id"),
    )
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"], unique=False)
    op.create_index("ix_outbox_registration_id", "outbox", ["registration_id"], unique=False)
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due_at"], unique=False)
    op.create_table(
        "progress",
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("content_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_progress_activity_id_activities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_progress_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "activity_id", "person_id", "step", "content_id", name="pk_progress"
        ),
    )
    op.create_index("ix_progress_person_id", "progress", ["person_id"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name="fk_submissions_activity_id_activities",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_submissions_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name="pk_submissions"),
    )
    op.create_index("ix_submissions_person_id", "submissions", ["person_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_submissions_person_id", table_name="submissions")
    op.drop_table("submissions")
    op.drop_index("ix_progress_person_id", table_name="progress")
    op.drop_table("progress")
    op.drop_index("ix_outbox_state_due", table_name="outbox")
    op.drop_index("ix_outbox_registration_id", table_name="outbox")
    op.drop_index("ix_outbox_person_id", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_launches_person_id", table_name="launches")
    op.drop_index("ix_launches_expires_at", table_name="launches")
    op.drop_index("ix_launches_course_id", table_name="launches")
    op.drop_index("ix_launches_activity_id", table_name="launches")
    op.drop_table("launches")
    op.drop_index("ix_feedback_person_id", table_name="feedback")
    op.drop_table("feedback")
    op.drop_index("ix_audit_at", table_name="audit")
    op.drop_table("audit")
    op.drop_index("ix_answers_person_id", table_name="answers")
    op.drop_table("answers")
    op.drop_index("ix_enrolments_person_id", table_name="enrolments")
    op.drop_table("enrolments")
    op.drop_table("activities")
    op.drop_table("courses")
    op.drop_table("service_tokens")
    op.drop_table("people")
    op.drop_index("ix_logins_expires_at", table_name="logins")
    op.drop_table("logins")
    op.drop_table("invitations")
    op.drop_table("deployments")
    op.drop_table("tool_keys")
    op.drop_table("registrations")
    op.drop_index("ix_rate_counts_window", table_name="rate_counts")
    op.drop_table("rate_counts")
