"""Zoom as an app meets it: OAuth, meetings and webinars with registrants, reports, and signed webhooks."""
