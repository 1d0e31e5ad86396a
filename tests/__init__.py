"""The promises of latamtech, each a test."""
