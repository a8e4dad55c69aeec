"""What Wagtail lets editors do with pages and pictures: lent for one request, so that no group has to be kept beside
the roles."""

from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.users.models import UserProfile

from talent.accounts.models import User

PAGES = ("view_page", "change_page", "publish_page")
PICTURES = ("add_image", "change_image", "choose_image")


def lend_pages(user: User) -> None:
    """Lets `user` change and publish every page and use pictures, for as long as this object lives: one request. It
    adds no right to add, move, lock or delete a page.

    Wagtail asks the rows of the person's groups, and remembers them on the person under these names.
    """
    root, shelf = Page.objects.filter(depth=1).first(), Collection.objects.filter(depth=1).first()
    if root is None or shelf is None:  # no tree, nothing to lend
        return
    user.__dict__["_page_permission_cache"] = [
        GroupPagePermission(page=root, permission=Permission(codename=deed)) for deed in PAGES
    ]
    user.__dict__["_collection_permission_cache"] = [
        GroupCollectionPermission(pk=number, collection=shelf, permission=Permission(codename=deed))
        for number, deed in enumerate(
            PICTURES
        )  # rows without a key cannot be put into the set that Wagtail makes
    ]


def lend_clock(user: User) -> None:
    """Lets Wagtail tell the time by the person's own zone, for one request: it asks a profile of its own, in which
    nobody can set one, and would fall back to UTC."""
    profile = UserProfile.objects.filter(user=user).first() or UserProfile(user=user)
    profile.current_time_zone = user.time_zone
    user._state.fields_cache["wagtail_userprofile"] = profile
