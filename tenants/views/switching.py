"""Work in another of one's tenants."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tenants import audit
from tenants.access import choose_tenant


@require_POST
def switch_tenant(request: HttpRequest) -> HttpResponse:
    """Choose one of one's own tenants; any other is as absent as none."""
    wanted = request.POST.get("tenant", "")
    memberships = getattr(request, "memberships", [])
    membership = next((each for each in memberships if str(each.tenant_id) == wanted), None)
    if membership is None:
        raise Http404
    choose_tenant(request, membership.tenant_id)
    audit.record("tenant.switched", tenant=membership.tenant, target=membership.tenant.slug, request=request)
    return redirect("/")
