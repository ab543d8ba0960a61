"""Holds libnnlite.so against what it promises to the process that it is in: nothing in memory is both written and run, and
of the system it asks only what is listed here. --objects names the files of nnlite's own objects, which may ask for less
than the libraries that are linked in."""

import argparse
import collections
import re
import subprocess
import sys

# Functions and data of the C library by purpose; regular expressions, matched whole. A checked variant (__memcpy_chk) and
# one for a newer standard (__isoc23_strtol) count as the function itself.
ALLOWED = {
    "memory": "malloc|free|posix_memalign|mmap|munmap|madvise",
    "bytes and text": r"mem(chr|cmp|cpy|move|set)|str(cmp|len|nlen|n?casecmp|rchr|cat|ncpy)|v?snprintf|sprintf|"
    "strto(d|l|ll|ull)|localeconv|strftime|gmtime_r|localtime_r",
    "numbers": "(ceil|cos|exp|floor|fmod|log|log1p|llround|nextafter|pow|round|sin|sqrt|tanh|trunc|erf|expm1)f?|fesetenv",
    "files": "open|close|p?read|write|fsync|flock|fstat|fchmod|l?stat|rename|unlink|readlink",
    "time": "clock_gettime",
    "threads": r"pthread_(atfork|attr|create|join|key|mutex|once|rwlock|cond|self|setspecific|setname|setcancelstate)\w*|"
    "sched_yield|sched_getaffinity|sched_cpucount|syscall|gettid|register_atfork|libc_single_threaded",
    # Only for the mask of the threads that nnlite starts, and of a thread while it writes.
    "signals": "pthread_sigmask|sigfillset|sigdelset|sigemptyset|sigaddset|sigpending|sigtimedwait|sigismember",
    "the process": "dso_handle|getpid|sysconf|errno_location|cxa_atexit|cxa_finalize|gmon_start__",
    "checks that have found memory damaged": "stack_chk_fail",
}

# What only a part that is linked in asks for, and why the promises hold nevertheless.
ALLOWED_LINKED_IN = {
    "exit": "OpenBLAS, when it is loaded and a kernel table of its own has no initialisation: all have one",
    "getenv": "OpenBLAS for OPENBLAS_CORETYPE, OPENBLAS_VERBOSE and numbers of threads that it then does not use",
    "fputs": "OpenBLAS, if OPENBLAS_VERBOSE asks for it",
    "stderr": "OpenBLAS, as above",
}
# The same for single objects of nnlite itself.
ALLOWED_IN_OBJECT = {
    ("isa.cpp", "getenv"): "NNLITE_ISA",
    ("blas_core.cpp", "getenv"): "OPENBLAS_CORETYPE, and what OpenBLAS itself asks for through it",
    ("log.cpp", "fprintf"): "spdlog's own report of errors, which the handler of errors that log.cpp sets replaces",
    ("log.cpp", "fputc"): "as above",
    ("log.cpp", "stderr"): "as above",
}
# The C++ runtime. Its streams to the terminal, its end of the process and its locales are left out.
RUNTIME = r"_Z\w+|__cxa_\w+|__gxx_personality_v0|__dynamic_cast|_Unwind_\w+|_ITM_\w+|__u?(div|mod)\w*ti\d|__tls_get_addr|" \
    r"_GLOBAL_OFFSET_TABLE_|__(start|stop)_\w+|__cpu_model|__cpu_indicator_init"
RUNTIME_FORBIDDEN = r"_ZSt[34]c(out|err|log|in)|_ZSt5wc\w+|_ZSt4exit\w*|_ZSt10quick_exit\w*|_ZSt5abort\w*|_ZSt13set_terminate\w*|" \
    r"_ZNSt6locale6global\w*|_ZSt15set_new_handler\w*"


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def undefined(library):
    """Names that the library has others define, without versions."""
    return {line.split()[-1].partition("@")[0] for line in output_of("nm", "-D", "--undefined-only", library).splitlines()}


def undefined_in(objects):
    """Pairs of an object's source and a name that it has others define."""
    lines = output_of("nm", "--print-file-name", "--undefined-only", *objects).splitlines()
    pairs = (line.rsplit(maxsplit=2) for line in lines)
    return {(path.partition(":")[0].rpartition("/")[2].removesuffix(".o"), name) for path, _, name in pairs}


def plain(name):
    """The function of the C library behind a checked variant, or one of another standard or file size."""
    name = re.sub(r"^__(wrap_|real_)", "", name)
    name = re.sub(r"^__isoc\d\d_", "", name)
    name = re.sub(r"^__(\w+?)_chk$", lambda match: match[0] if match[1] == "stack" else match[1], name)
    return re.sub(r"64$", "", name.removeprefix("__"))


def is_allowed(name):
    if re.fullmatch(RUNTIME, name):
        return not re.fullmatch(RUNTIME_FORBIDDEN, name)
    return any(re.fullmatch(pattern, plain(name)) for pattern in ALLOWED.values())


def faults_of_segments(library):
    faults = []
    segments = collections.defaultdict(list)
    for line in output_of("readelf", "--segments", "--wide", library).splitlines():
        match = re.match(r"\s+([A-Z_]+)\s+0x\w+ 0x\w+ 0x\w+ 0x\w+ 0x\w+ ([R ][W ][E ]) 0x", line)
        if match:
            segments[match[1]].append(match[2])
    if not segments["GNU_RELRO"]:
        faults.append("no part becomes read-only after loading (GNU_RELRO)")
    if [flags for flags in segments["GNU_STACK"] if "E" not in flags] == []:
        faults.append("it asks for a stack that can be run (GNU_STACK)")
    faults += [f"a segment can be written and run: {flags}" for flags in segments["LOAD"] if "W" in flags and "E" in flags]
    return faults


def faults_of_dynamic_section(library):
    dynamic = output_of("readelf", "--dynamic", "--wide", library)
    faults = [f"it has {tag}" for tag in ("TEXTREL", "RPATH", "RUNPATH") if tag in dynamic]
    return faults if "BIND_NOW" in dynamic else faults + ["functions are looked up late (no BIND_NOW)"]


def faults_of_imports(library):
    names = undefined(library)
    return [f"the library asks for {name}" for name in names if not is_allowed(name) and plain(name) not in ALLOWED_LINKED_IN
            and plain(name) not in {function for _, function in ALLOWED_IN_OBJECT}]


def faults_of_objects(objects):
    faults = []
    pairs = undefined_in(objects)
    for source, name in pairs:
        ours = name.startswith(("nnl_", "cblas_", "openblas_", "__real_gotoblas_")) or is_allowed(name)
        if not ours and (source, plain(name)) not in ALLOWED_IN_OBJECT:
            faults.append(f"{source} asks for {name}")
    asked = {name for _, name in pairs}
    if "__stack_chk_fail" not in asked:
        faults.append("no object checks its stack")
    if not any(re.fullmatch(r"__(mem|str|v?sn?printf)\w*_chk", name) for name in asked):
        faults.append("no object uses checked copies of memory (_FORTIFY_SOURCE)")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True)
    parser.add_argument("--own-runtime", action="store_true", help="the C++ runtime is linked in, so its imports show too")
    parser.add_argument("--objects", metavar="FILE", help="a file with a path a line")
    args = parser.parse_args()

    faults = faults_of_segments(args.library) + faults_of_dynamic_section(args.library)
    if not args.own_runtime:
        faults += faults_of_imports(args.library)
    if args.objects:
        with open(args.objects) as file:
            objects = file.read().split()
        faults += faults_of_objects(objects)
        print(f"{len(objects)} objects")
    for fault in sorted(faults):
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
