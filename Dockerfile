# closure-check with git, for a pipeline or a machine without Python: docker build -t closure-check .
FROM python:3.13-slim AS build
# What else is to be installed: `--build-arg EXTRAS=[fleet]`.
ARG EXTRAS=""
COPY . /source
RUN python -m venv /opt/closure-check \
    && /opt/closure-check/bin/pip install --no-cache-dir --constraint /source/constraints.txt "/source${EXTRAS}"

FROM python:3.13-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --no-install-recommends --yes git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/closure-check /opt/closure-check
ENV PATH=/opt/closure-check/bin:$PATH
USER 1000
WORKDIR /repository
ENTRYPOINT ["closure-check"]
