"""Who is a person, who signs in, and which post does each hold at which unit?"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from units.approval import Role
from units.clock import today
from units.models.columns import DerivedColumn
from units.models.network import Network, NetworkMember
from units.models.unit import Unit
from units.querysets import PersonQuerySet, PostQuerySet
from units.vietnamese.names import search_key, sort_key


def _given_name_first(full_name: str) -> str:
    """Vietnamese lists people by given name, which stands last."""
    *before, given = full_name.split() or [""]
    return " ".join([given, *before])


class Person(models.Model):
    """A young official or an officer of the Union, with or without an account."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("Female")
        MALE = "m", _("Male")

    full_name = models.CharField(_("full name"), max_length=120)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("home unit"))
    position = models.CharField(_("position at work"), max_length=160, blank=True)
    joined_on = models.DateField(_("in the post since"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("made up for the demonstration"), default=False)
    search_name = DerivedColumn(max_length=160, derive=lambda person: search_key(person.full_name))
    sort_name = DerivedColumn(max_length=320, derive=lambda person: sort_key(_given_name_first(person.full_name)))

    # In memory: the posts that a list prefetched, the unit that a page names beside the person.
    posts_now: "list[Post]"
    place: Unit

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("sort_name",)

    def __str__(self) -> str:
        return self.full_name


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there is no superuser to make."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """Creates an account; without a password nobody can sign in to it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: somebody who can sign in. What it may do follows from the posts of its person alone."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken.")},
    )
    email = models.EmailField(_("mail address"), blank=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user", verbose_name=_("person"))
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.person.full_name

    # The one of several posts in which the person acts during this request; units.acting sets it.
    acting_post: "Post | None" = None

    @cached_property
    def held_posts(self) -> list["Post"]:
        """The posts in force today, with their units, the highest unit first; one query for each request."""
        held = Post.objects.filter(person=self.person_id).in_force(today()).select_related("unit")
        networks = Network.objects.filter(holder=OuterRef("unit"))
        return list(held.annotate(holds_network=Exists(networks)).order_by("unit__level", "pk"))

    @cached_property
    def network_paths(self) -> dict[int, list[str]]:
        """Where the members of today stand, by the key of the held post's unit that holds their network; no query for
        whoever has no post at such a unit."""
        holders = [post.unit_id for post in self.held_posts if post.holds_network]  # type: ignore[attr-defined]  # annotated above
        paths: dict[int, list[str]] = {pk: [] for pk in holders}
        if not holders:
            return paths
        members = NetworkMember.objects.in_force(today()).filter(network__holder__in=holders)
        for holder, path in members.values_list("network__holder", "unit__path"):
            paths[holder].append(path or "")
        return paths

    @cached_property
    def current_posts(self) -> list["Post"]:
        """The posts that rights follow from now: the one acted in, else all that are held."""
        return [self.acting_post] if self.acting_post else self.held_posts

    @cached_property
    def home_post(self) -> "Post | None":
        """The post that decides what the home page is about: one that writes if there is one, the highest first."""
        writing = [post for post in self.current_posts if post.role in (Role.SECRETARY, Role.OFFICER, Role.MEMBER)]
        return next(iter(writing or self.current_posts), None)


class Post(models.Model):
    """A person's role at a unit from a day until the day before another (product.md, rule 5)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    title = models.CharField(_("title"), max_length=120, help_text=_("As it stands under a signature"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("unit", "role", "from_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=models.F("from_on")), name="post_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"], condition=Q(to_on=None), name="post_held_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.unit.short_name}"
