"""Django's least: no middleware, no template, no health check of the connection."""

import os
from urllib.parse import unquote, urlsplit

_database = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = "the-bare-server-signs-nothing"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["bench.bare", *(["rest_framework"] if os.environ.get("BARE_WITH_DRF") else [])]
# With DRF it is the least that such a project has; CommonMiddleware says how long an answer is.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"] if os.environ.get("BARE_WITH_DRF") else []
ROOT_URLCONF = "bench.bare.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
USE_I18N = False
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.path.lstrip("/"),
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or ""),
        "HOST": _database.hostname or "",
        "PORT": str(_database.port or ""),
        "CONN_MAX_AGE": None,
    }
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_URL"]},
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": os.environ.get("BARE_LAYER", ""),
        "CONFIG": {"hosts": [os.environ["REDIS_URL"] + "?max_connections=5000&socket_timeout=60"]},
    },
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}
