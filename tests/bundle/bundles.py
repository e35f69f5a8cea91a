"""What the tests of bundles share: a bundle as a dictionary of files, its lists of checksums, archives made by hand."""
import hashlib
import io
import json
import re
import zipfile

SUMS = "SHA256SUMS"


def read_folder(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_folder(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)


def summed(files):
    """The files with lists of checksums that fit them, as somebody would write them who changed a file and hides it: datapackage.json too."""
    files = {name: text for name, text in files.items() if not name.startswith(SUMS)}
    if "datapackage.json" in files:
        text = files["datapackage.json"].decode()
        for resource in json.loads(text)["resources"]:
            if resource.get("path") in files and "hash" in resource:
                text = text.replace(resource["hash"], "sha256:" + hashlib.sha256(files[resource["path"]]).hexdigest())
        files["datapackage.json"] = text.encode()
    files[SUMS] = "".join(f"{hashlib.sha256(text).hexdigest()}  {name}\n" for name, text in files.items()).encode()
    files[SUMS + ".sha256"] = f"{hashlib.sha256(files[SUMS]).hexdigest()}  {SUMS}\n".encode()
    return files


def packed(files, change=lambda info: info):
    """A zip archive; files: a dictionary or pairs, as names may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items() if isinstance(files, dict) else files:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(change(info), text)
    return out.getvalue()


def numbers(text):
    """All numbers in a text."""
    return {float(word) for word in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])", text)}
