#!/bin/sh
# Makes a base image of the Node of this machine, for where no registry can be reached: node-image.sh DIRECTORY IMAGE
set -eu
base=$1 image=$2
mkdir -p "$base/bin" "$base/etc/ssl" "$base/usr/bin" "$base/usr/lib" "$base/usr/local/bin" "$base/usr/local/lib/node_modules" "$base/tmp" "$base/root" "$base/home/node" "$base/work"
chmod 1777 "$base/tmp"
cp /bin/busybox "$base/bin/busybox"
for command in $(/bin/busybox --list); do [ "$command" = busybox ] || ln -sf busybox "$base/bin/$command"; done
ln -sf ../../bin/env "$base/usr/bin/env"
node=$(readlink -f "$(command -v node)")
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
cp "$node" "$base/usr/local/bin/node"
cp -r "$npm" "$base/usr/local/lib/node_modules/npm"
ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$base/usr/local/bin/npm"
ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$base/usr/local/bin/npx"
# What Node is linked with; beside it the rest of the C library, which native modules ask for.
libraries=$(ldd "$node" | grep -oE '/[^ ]+')
beside=$(dirname "$(echo "$libraries" | grep '/libc\.so')")
for library in $libraries; do
  [ -e "$library" ] || continue
  mkdir -p "$base$(dirname "$library")"
  cp -L "$library" "$base$library"
done
for library in rt util resolv nss_files nss_dns; do
  for file in "$beside/lib$library".so.*; do [ ! -e "$file" ] || cp -L "$file" "$base$file"; done
done
cp -rL /etc/ssl/certs "$base/etc/ssl/" 2>/dev/null || true
cp -L /etc/resolv.conf "$base/etc/resolv.conf"
echo 'hosts: files dns' >"$base/etc/nsswitch.conf"
printf 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n' >"$base/etc/passwd"
printf 'root:x:0:\nnode:x:1000:\n' >"$base/etc/group"
tar -C "$base" -cf - . | ${PODMAN:-podman} import --quiet --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' - "$image"
