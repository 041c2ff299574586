"""Tests of `piperoll.py`. `README.md` in the folder above says how to run them."""
