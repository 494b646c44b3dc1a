"""LTI 1.3 (https://www.imsglobal.org/spec/lti/v1p3/): the only place that knows pylti1p3.

Here is no Flask: views hand over plain values and get plain values back.
"""
