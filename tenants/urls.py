"""Addresses about people."""

from django.urls import path

from tenants.views import accepting, audit, inviting, mailbox, members, switching

urlpatterns = [
    path("tenants/switch/", switching.switch_tenant, name="switch_tenant"),
    path("settings/members/", members.member_list, name="members"),
    path("settings/members/invite/", inviting.invite, name="invite"),
    path("settings/members/<uuid:member_id>/role/", members.member_role, name="member_role"),
    path("settings/members/<uuid:member_id>/remove/", members.member_remove, name="member_remove"),
    path(
        "settings/members/invitations/<uuid:invitation_id>/renew/", inviting.invitation_renew, name="invitation_renew"
    ),
    path(
        "settings/members/invitations/<uuid:invitation_id>/revoke/",
        inviting.invitation_revoke,
        name="invitation_revoke",
    ),
    path("settings/audit/", audit.audit_trail, name="audit"),
    path("settings/audit/csv/", audit.audit_csv, name="audit_csv"),
    path("invitations/<str:token>/", accepting.invitation_accept, name="invitation_accept"),
    path("mail/", mailbox.mailbox, name="mailbox"),
]
