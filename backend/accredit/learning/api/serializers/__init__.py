"""The shapes of learning's API. Output serializers describe; the answers themselves are plain data."""
