"""What people do in the tool, as functions on the database: no Flask, no HTTP, no protocol.

Each takes the ``Session`` first and never commits; each is limited to one activity or course.
"""
