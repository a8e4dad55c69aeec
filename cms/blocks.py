"""What the words of a page are made of. No block holds style or script: the strict policy stands on every page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH = ["bold", "italic", "ol", "ul", "link"]


class Heading(blocks.CharBlock):
    """A heading of the second level; the first is the page's title."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/site/heading.html"


class Paragraphs(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/site/text.html"


class Picture(ImageBlock):
    """A picture with what it shows in words, or said to be mere decoration."""

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/site/picture.html"


class Words(blocks.StreamBlock):
    """The words and pictures of a page, in the order in which they stand."""

    heading = Heading(max_length=120)
    text = Paragraphs(features=RICH)
    picture = Picture()

    class Meta:
        required = False
