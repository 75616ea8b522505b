from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "accredit.organizations"

    def ready(self) -> None:
        from accredit.core import outbox, privacy
        from accredit.notifications.services import Kind, register_kind

        from . import (
            domain_events,
            receivers,
            selectors,
            services,
            tasks,  # noqa: F401 - registers the jobs
        )

        outbox.subscribe(domain_events.MemberJoined, receivers.on_member_joined)
        privacy.register_export("organizations", selectors.person_export)
        privacy.register_erase("organizations", services.memberships_erase)
        register_kind(
            Kind(
                name="organizations.member_joined",
                label="Somebody you invited joins your organization",
                title="{person} has joined {organization}",
                by_mail=False,
            )
        )
