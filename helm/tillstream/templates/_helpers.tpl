{{- define "tillstream.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "tillstream.selector" -}}
app.kubernetes.io/name: tillstream
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tillstream.labels" -}}
{{ include "tillstream.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "tillstream.serviceAccount" -}}
{{ .Values.serviceAccount.name | default .Release.Name }}
{{- end }}

{{/* Whether ConfigMaps of Kubernetes hold what a new JobManager must know; the operator needs it. */}}
{{- define "tillstream.highlyAvailable" -}}
{{- if or .Values.highAvailability.enabled (eq .Values.mode "operator") }}true{{ end }}
{{- end }}

{{/* The path of the volume with the state; empty if state is elsewhere. */}}
{{- define "tillstream.statePath" -}}
{{- if hasPrefix "file:///opt/flink/state" .Values.state.dir }}
{{- trimPrefix "file://" .Values.state.dir }}
{{- else if not (include "tillstream.highlyAvailable" .) }}
{{- fail "state.dir is not on the volume: enable highAvailability, or a new JobManager would begin with no state" }}
{{- end }}
{{- end }}

{{/*
The jobs of this release as YAML, each with what it is called, where its state is, its settings and its task managers.
A job of a list has a consumer group and transactions of its own: two with the same would end each other's.
*/}}
{{- define "tillstream.jobs" -}}
{{- $root := . }}
{{- if and .Values.jobs (ne .Values.mode "operator") }}
{{- fail "jobs needs mode operator: without it a release is one job" }}
{{- end }}
{{- if not .Values.jobs }}
- name: {{ .Release.Name }}
  state: {{ .Values.state.dir }}
  savepoint: {{ .Values.job.savepoint | quote }}
  registry: {{ .Values.registry.existingClaim | quote }}
  settings:
    {{- toYaml .Values.job.settings | nindent 4 }}
  taskmanager:
    {{- toYaml .Values.taskmanager | nindent 4 }}
  models:
    {{- toYaml .Values.models | nindent 4 }}
{{- end }}
{{- range .Values.jobs }}
{{- $name := printf "%s-%s" $root.Release.Name .name }}
{{- $own := dict "job.name" $name "kafka.group.id" $name "kafka.transaction.prefix" $name "pipelines" (join ";" .pipelines) }}
- name: {{ $name }}
  state: {{ $root.Values.state.dir }}/{{ .name }}
  savepoint: {{ .savepoint | default "" | quote }}
  registry: {{ $root.Values.registry.existingClaim | quote }}
  settings:
    {{- toYaml (mergeOverwrite (deepCopy $root.Values.job.settings) $own (.settings | default dict)) | nindent 4 }}
  taskmanager:
    {{- toYaml (mergeOverwrite (deepCopy $root.Values.taskmanager) (.taskmanager | default dict)) | nindent 4 }}
  models:
    {{- toYaml (mergeOverwrite (deepCopy $root.Values.models) (.models | default dict)) | nindent 4 }}
{{- end }}
{{- end }}

{{/*
The job's settings as a map. Slots of models ask for a resource that only their task managers have, all others for
managed memory, which those have none of.
*/}}
{{- define "tillstream.settings" -}}
{{- $settings := deepCopy .settings }}
{{- if .registry }}
{{- $_ := set $settings "models.dir" "/models" }}
{{- end }}
{{- if .models.enabled }}
{{- $slots := int .taskmanager.slots }}
{{- $needed := mul $slots .taskmanager.replicas }}
{{- if lt (mul (int .models.slots) (int .models.replicas)) $needed }}
{{- fail (printf "models: replicas x slots must not be less than the parallelism, %d" $needed) }}
{{- end }}
{{- if lt (int .taskmanager.memory) 4096 }}
{{- fail "models.enabled: taskmanager.memory must be 4096 or more" }}
{{- end }}
{{- $memory := int .taskmanager.memory }}
{{- $_ := set $settings "job.slot" (printf "cpu:1,heap:%dm,managed:%dm" (div $memory (mul 5 $slots)) (div (mul 3 $memory) (mul 10 $slots))) }}
{{- $memory = int .models.memory }}
{{- $slots = int .models.slots }}
{{- $_ := set $settings "models.slot" (printf "cpu:1,heap:%dm,off-heap:%dm,models:1" (div $memory (mul 5 $slots)) (div (mul 2 $memory) (mul 5 $slots))) }}
{{- end }}
{{- toYaml $settings }}
{{- end }}

{{/* flink-conf/config.yaml, over it what a cluster of pods needs, over it the values of the user. */}}
{{- define "tillstream.config" -}}
{{- $root := .root }}
{{- $job := .job }}
{{- $config := $root.Files.Get "config.yaml" | fromYaml }}
{{- if ne $root.Values.environment "local" }}
{{- $config = mergeOverwrite $config ($root.Files.Get (printf "%s.yaml" $root.Values.environment) | fromYaml) }}
{{- end }}
{{- $slots := int $job.taskmanager.slots }}
{{- $pods := dict
    "jobmanager.bind-host" "0.0.0.0"
    "taskmanager.bind-host" "0.0.0.0"
    "rest.bind-address" "0.0.0.0"
    "blob.server.port" 6124
    "taskmanager.rpc.port" 6122
    "jobmanager.memory.process.size" (printf "%dm" (int $root.Values.jobmanager.memory))
    "taskmanager.memory.process.size" (printf "%dm" (int $job.taskmanager.memory))
    "taskmanager.numberOfTaskSlots" $slots
    "parallelism.default" (mul $slots $job.taskmanager.replicas)
    "execution.checkpointing.dir" (printf "%s/checkpoints" $job.state)
    "execution.checkpointing.savepoint-dir" (printf "%s/savepoints" $job.state)
    "state.changelog.dstl.dfs.base-path" (printf "%s/changelog" $job.state) }}
{{- if $root.Values.metrics.enabled }}
{{- $_ := set $pods "metrics.reporter.prom.factory.class" "org.apache.flink.metrics.prometheus.PrometheusReporterFactory" }}
{{- $_ := set $pods "metrics.reporter.prom.port" 9249 }}
{{- $_ := set $pods "metrics.reporter.prom.scope.variables.excludes" "task_attempt_id;task_attempt_num;tm_id" }}
{{- end }}
{{- with $root.Values.metrics.openTelemetry }}
{{- if .endpoint }}
{{- $http := eq .protocol "HTTP" }}
{{- range $kind, $factory := dict "metrics" "org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory" "traces" "org.apache.flink.traces.otel.OpenTelemetryTraceReporterFactory" }}
{{- $reporter := printf "%s.reporter.otel" $kind }}
{{- $_ := set $pods (printf "%s.factory.class" $reporter) $factory }}
{{- $_ := set $pods (printf "%s.exporter.endpoint" $reporter) (ternary (printf "%s/v1/%s" (trimSuffix "/" $root.Values.metrics.openTelemetry.endpoint) $kind) $root.Values.metrics.openTelemetry.endpoint $http) }}
{{- $_ := set $pods (printf "%s.exporter.protocol" $reporter) $root.Values.metrics.openTelemetry.protocol }}
{{- $_ := set $pods (printf "%s.service.name" $reporter) $root.Release.Name }}
{{- end }}
{{- end }}
{{- end }}
{{- if include "tillstream.highlyAvailable" $root }}
{{- $_ := set $pods "high-availability.type" "kubernetes" }}
{{- $_ := set $pods "high-availability.storageDir" (printf "%s/ha" $job.state) }}
{{- end }}
{{- if eq $root.Values.mode "operator" }}
{{- /* Its own: where the processes are, the ids of the cluster. */}}
{{- range list "jobmanager.rpc.address" "rest.address" "taskmanager.host" }}
{{- $_ := unset $config . }}
{{- end }}
{{- $_ := set $pods "kubernetes.entry.path" "/entrypoint" }}
{{- $_ := set $pods "kubernetes.jobmanager.cpu.limit-factor" "4.0" }}
{{- $_ := set $pods "kubernetes.taskmanager.cpu.limit-factor" "2.0" }}
{{- else }}
{{- $_ := set $pods "jobmanager.rpc.address" (printf "%s-jobmanager" $root.Release.Name) }}
{{- if $root.Values.highAvailability.enabled }}
{{- /* A JobManager that is started again after `flink stop` must not begin anew with no state. */}}
{{- $_ := set $pods "job-result-store.delete-on-commit" false }}
{{- $_ := set $pods "application-result-store.delete-on-commit" false }}
{{- $_ := set $pods "kubernetes.namespace" $root.Release.Namespace }}
{{- $_ := set $pods "kubernetes.cluster-id" (printf "%s-%d" $root.Release.Name (int $root.Values.highAvailability.generation)) }}
{{- end }}
{{- end }}
{{- toYaml (mergeOverwrite $config $pods $root.Values.flink) }}
{{- end }}

{{- define "tillstream.podSecurity" -}}
runAsNonRoot: true
runAsUser: 9999
runAsGroup: 9999
fsGroup: 9999
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "tillstream.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Memory is what Flink divides up; a limit of the same size, because it takes no more. */}}
{{- define "tillstream.resources" -}}
requests:
  cpu: {{ .cpu | quote }}
  memory: {{ int .memory }}Mi
limits:
  memory: {{ int .memory }}Mi
{{- end }}

{{/* Cores of a Kubernetes quantity: 500m is 0.5. */}}
{{- define "tillstream.cores" -}}
{{- if hasSuffix "m" . }}{{ divf (trimSuffix "m" . | float64) 1000.0 }}{{ else }}{{ . | float64 }}{{ end }}
{{- end }}

{{- define "tillstream.podAddress" -}}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end }}

{{/* Annotations of Flink's pods; where this chart makes them, a change of the configuration starts them anew. */}}
{{- define "tillstream.podAnnotations" -}}
annotations:
  {{- if eq .Values.mode "standalone" }}
  checksum/config: {{ include "tillstream.config" (dict "root" . "job" (include "tillstream.jobs" . | fromYamlArray | first)) | sha256sum }}
  {{- end }}
  {{- if .Values.metrics.enabled }}
  prometheus.io/scrape: "true"
  prometheus.io/port: "9249"
  {{- end }}
  {{- with .Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Where the job finds Kafka and PostgreSQL, and its secrets: entries of a container. */}}
{{- define "tillstream.jobEnvironment" -}}
- name: TILLSTREAM_KAFKA_BOOTSTRAP_SERVERS
  value: {{ .Values.kafka.bootstrapServers | quote }}
- name: TILLSTREAM_POSTGRES_URL
  value: {{ .Values.postgres.url | quote }}
- name: TILLSTREAM_POSTGRES_USER
  value: {{ .Values.postgres.user | quote }}
- name: TILLSTREAM_POSTGRES_PASSWORD
  valueFrom:
    secretKeyRef:
      {{- toYaml .Values.postgres.passwordSecret | nindent 6 }}
{{- end }}

{{- define "tillstream.secretEnvironment" -}}
{{- with .Values.job.settingsSecrets }}
envFrom:
  {{- range . }}
  - secretRef:
      name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* What the pods of Flink have in common, whoever makes them, beside their containers and volumes. */}}
{{- define "tillstream.podBasics" -}}
automountServiceAccountToken: {{ eq (include "tillstream.highlyAvailable" .) "true" }}
securityContext:
  {{- include "tillstream.podSecurity" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "tillstream.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "tillstream.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .Values.taskmanager.scratch }}
{{- if include "tillstream.statePath" . }}
- name: state
  persistentVolumeClaim:
    claimName: {{ .Values.state.existingClaim | default (printf "%s-state" .Release.Name) }}
{{- end }}
{{- with .Values.registry.existingClaim }}
- name: registry
  persistentVolumeClaim:
    claimName: {{ . }}
    readOnly: true
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What this chart's own pods of Flink have in common beside their containers. */}}
{{- define "tillstream.podSpec" -}}
serviceAccountName: {{ include "tillstream.serviceAccount" . }}
{{ include "tillstream.podBasics" . }}
{{- with include "tillstream.placement" .Values }}
{{ . | trim }}
{{- end }}
volumes:
  - name: config
    configMap:
      name: {{ .Release.Name }}-config
  {{- include "tillstream.volumes" . | nindent 2 }}
{{- end }}

{{- define "tillstream.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "tillstream.statePath" . }}
- name: state
  mountPath: /opt/flink/state
{{- end }}
{{- if .Values.registry.existingClaim }}
- name: registry
  mountPath: /models
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
