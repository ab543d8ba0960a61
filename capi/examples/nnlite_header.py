"""nnlite from Python with nothing but ctypes: the declarations are read from nnlite.h itself."""
import ctypes
import re


class Error(Exception):
    """A failed call; `status` is its nnl_status."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Library:
    """Constants and functions under their C names. A function that fails raises Error."""

    def __init__(self, library, header):
        self.types = {"void": None, "char": ctypes.c_char, "float": ctypes.c_float, "double": ctypes.c_double}
        for bits in (8, 16, 32, 64):
            self.types[f"int{bits}_t"] = getattr(ctypes, f"c_int{bits}")
            self.types[f"uint{bits}_t"] = getattr(ctypes, f"c_uint{bits}")
        self._library = ctypes.CDLL(library)
        with open(header, encoding="utf-8") as file:
            text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
        text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
        self._constants(text)
        self._types(text)
        self._functions(text)

    def _constants(self, text):
        for body in re.findall(r"\benum\s*\{(.*?)\}", text, re.S):
            for name, value in re.findall(r"(\w+)\s*=\s*(-?\d+)", body):
                setattr(self, name, int(value))

    def _types(self, text):
        pattern = r"typedef\s+(?:struct\s+\w+\s*\{(.*?)\}\s*(\w+)|\w+\s*\(\s*NNL_CALL\s*\*\s*(\w+)\)|(\w+)\s+(\w+))"
        for fields, struct, callback, known, alias in re.findall(pattern, text, re.S):
            if callback:
                self.types[callback] = ctypes.c_void_p
            elif alias:
                self.types[alias] = self.types[known]
            else:
                members = re.findall(r"(\w+)\s+(\w+)\s*(?:\[(\d+)\])?\s*;", fields)
                members = [(name, self.types[kind] * int(n) if n else self.types[kind]) for kind, name, n in members]
                self.types[struct] = type(struct, (ctypes.Structure,), {"_fields_": members})

    def _type(self, declaration):
        kind, stars = re.match(r"(?:const\s+)?(\w+)\s*(\**)", declaration).groups()
        if not stars:
            return self.types[kind]
        if kind in ("void", "char"):
            return ctypes.c_void_p if kind == "void" else ctypes.c_char_p
        return ctypes.POINTER(self.types[kind])

    def _functions(self, text):
        for result, name, arguments in re.findall(r"NNL_API\s+([\w\s*]+?)\s*NNL_CALL\s+(\w+)\((.*?)\)", text, re.S):
            function = getattr(self._library, name)
            function.restype = self._type(result)
            function.argtypes = [] if arguments == "void" else [self._type(a.strip()) for a in arguments.split(",")]
            checked = result == "nnl_status" and not name.startswith("nnl_last_error")
            setattr(self, name, self._checked(function) if checked else function)

    def _checked(self, function):
        def call(*arguments):
            status = function(*arguments)
            if status != self.NNL_OK:
                message = self._library.nnl_last_error_message().decode()
                raise Error(status, f"{function.__name__}: {message}")

        return call

    def options(self, name, **settings):
        """The option struct nnl_<name>_options with its defaults and then `settings`."""
        struct = self.types[f"nnl_{name}_options"]()
        getattr(self, f"nnl_{name}_options_init")(ctypes.byref(struct), ctypes.sizeof(struct))
        for key, value in settings.items():
            setattr(struct, key, value)
        return struct

    def make(self, function, *arguments):
        """What a function returns through its last parameter, a handle or a number."""
        out = getattr(self._library, function).argtypes[-1]._type_()
        getattr(self, function)(*arguments, ctypes.byref(out))
        return out.value
