"""The tool's data. A table names its tenant: every row hangs on a registration."""

from lti_app.models.audit import Audit
from lti_app.models.base import Base, Moment, now
from lti_app.models.courses import Activity, Course, Enrolment, Person, Role, Source
from lti_app.models.passback import Circuit, Delivery, Outbox
from lti_app.models.platforms import (
    Deployment,
    Invitation,
    Registration,
    ServiceToken,
    Status,
    ToolKey,
)
from lti_app.models.sessions import Launch, Login, RateCount
from lti_app.models.work import Answer, Feedback, Progress, Step, Submission

__all__ = [
    "Activity",
    "Answer",
    "Audit",
    "Base",
    "Circuit",
    "Course",
    "Delivery",
    "Deployment",
    "Enrolment",
    "Feedback",
    "Invitation",
    "Launch",
    "Login",
    "Moment",
    "Outbox",
    "Person",
    "Progress",
    "RateCount",
    "Registration",
    "Role",
    "ServiceToken",
    "Source",
    "Status",
    "Step",
    "Submission",
    "ToolKey",
    "now",
]
