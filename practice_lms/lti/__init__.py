"""The practice LMS as an LTI 1.3 platform.

LTI Core 1.3 (https://www.imsglobal.org/spec/lti/v1p3), the 1EdTech Security Framework 1.0,
Assignment and Grade Services 2.0, Names and Role Provisioning Services 2.0, Deep Linking 2.0,
Dynamic Registration 1.0, Submission Review 1.0 and Platform Storage 0.1. Views stand over
``platform``, which ties together what the other modules keep.
"""
