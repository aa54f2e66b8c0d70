"""The tests: a mirror of articles/ and cms/, run by `make test`."""
