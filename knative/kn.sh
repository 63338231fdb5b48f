#!/usr/bin/env bash
# The functions by kn, for those who have no kubectl: `knative/kn.sh`. kn has no option for some of what the manifests
# say (gRPC probes, a read-only root, no token), so each is made from its file; options change what differs from it:
#   REPOSITORY=registry.example/weather VERSION=0.1.0 knative/kn.sh
# Secrets, sources and brokers are YAML, see docs/deploy.md.
set -euo pipefail
cd "$(dirname "$0")"
namespace=${NAMESPACE:-weather}
repository=${REPOSITORY:-zot.local:5000/chaac}
version=${VERSION:-0.1.0}

for file in services/*.yaml; do
  name=$(basename "$file" .yaml)
  [[ $name != kustomization && ${ONLY:-$name} == "$name" ]] || continue
  image=$(sed -n 's|^ *- image: .*/chaac/\([^:]*\):.*|\1|p' "$file")
  if [[ -n ${TARGET:-} ]]; then # writes what would be made, for those who keep it in git
    kn service create "$name" --namespace "$namespace" --filename "$file" --target "$TARGET" \
      --image "$repository/$image:$version"
  else
    kn service apply "$name" --namespace "$namespace" --filename "$file" --image "$repository/$image:$version"
  fi
done
