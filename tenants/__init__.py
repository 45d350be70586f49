"""Tenants, memberships, sign-in and the audit trail."""
