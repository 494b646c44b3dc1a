"""Plays SCORM packages: reads and unpacks them, gives each learner an attempt, keeps commits."""
