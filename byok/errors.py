"""What can be refused about a key, in sentences for the admin who entered it."""


class ByokError(Exception):
    """Something about an own key was refused."""


class KeyShapeError(ByokError):
    """What was typed cannot be a key of this provider. Nothing was sent anywhere."""


class KeyGoneError(ByokError):
    """The key was replaced or removed meanwhile."""
