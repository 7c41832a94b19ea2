"""botocore before 1.31, as some distributions have it, does not read AWS_ENDPOINT_URL, and would ask the real AWS."""

import importlib.util
import os
import sys

_first_that_reads_it = (1, 31)


class _BesideImport:
    """Hears of the import of a module that may come or not, and changes it when it has been loaded."""

    def find_spec(self, name, path=None, target=None):
        if name != "botocore.session":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec and spec.loader:
            execute = spec.loader.exec_module

            def execute_and_change(module):
                execute(module)
                _ask_the_emulator(module.Session)

            spec.loader.exec_module = execute_and_change
        return spec


def _ask_the_emulator(session):
    version = tuple(int(part) for part in sys.modules["botocore"].__version__.split(".")[:2])
    if version >= _first_that_reads_it:
        return
    create_client = session.create_client

    def create_client_here(self, service_name, region_name=None, api_version=None, use_ssl=True, verify=None, endpoint_url=None, **rest):
        url = endpoint_url or os.environ["AWS_ENDPOINT_URL"]
        return create_client(self, service_name, region_name, api_version, use_ssl, verify, url, **rest)

    session.create_client = create_client_here


def ask_the_emulator_by_older_ones():
    sys.meta_path.insert(0, _BesideImport())
