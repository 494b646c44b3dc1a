"""The LTI 1.3 tool: learners answer, instructors review, the platform's gradebook learns of it."""
