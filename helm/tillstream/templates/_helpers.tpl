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

{{/* The path of the volume with the state; empty if state is elsewhere. */}}
{{- define "tillstream.statePath" -}}
{{- if hasPrefix "file:///opt/flink/state" .Values.state.dir }}
{{- trimPrefix "file://" .Values.state.dir }}
{{- else if not .Values.highAvailability.enabled }}
{{- fail "state.dir is not on the volume: enable highAvailability, or a new JobManager would begin with no state" }}
{{- end }}
{{- end }}

{{/* flink-conf/config.yaml, over it what a cluster of pods needs, over it the values of the user. */}}
{{- define "tillstream.config" -}}
{{- $config := .Files.Get "config.yaml" | fromYaml }}
{{- $slots := int .Values.taskmanager.slots }}
{{- $pods := dict
    "jobmanager.rpc.address" (printf "%s-jobmanager" .Release.Name)
    "jobmanager.bind-host" "0.0.0.0"
    "taskmanager.bind-host" "0.0.0.0"
    "rest.bind-address" "0.0.0.0"
    "blob.server.port" 6124
    "taskmanager.rpc.port" 6122
    "jobmanager.memory.process.size" (printf "%dm" (int .Values.jobmanager.memory))
    "taskmanager.memory.process.size" (printf "%dm" (int .Values.taskmanager.memory))
    "taskmanager.numberOfTaskSlots" $slots
    "parallelism.default" (mul $slots .Values.taskmanager.replicas)
    "execution.checkpointing.dir" (printf "%s/checkpoints" .Values.state.dir)
    "execution.checkpointing.savepoint-dir" (printf "%s/savepoints" .Values.state.dir)
    "state.changelog.dstl.dfs.base-path" (printf "%s/changelog" .Values.state.dir) }}
{{- if .Values.highAvailability.enabled }}
{{- $_ := set $pods "high-availability.type" "kubernetes" }}
{{- $_ := set $pods "high-availability.storageDir" (printf "%s/ha" .Values.state.dir) }}
{{- /* A JobManager that is started again after `flink stop` must not begin anew with no state. */}}
{{- $_ := set $pods "job-result-store.delete-on-commit" false }}
{{- $_ := set $pods "application-result-store.delete-on-commit" false }}
{{- $_ := set $pods "kubernetes.namespace" .Release.Namespace }}
{{- $_ := set $pods "kubernetes.cluster-id" (printf "%s-%d" .Release.Name (int .Values.highAvailability.generation)) }}
{{- end }}
{{- toYaml (mergeOverwrite $config $pods .Values.flink) }}
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

{{- define "tillstream.podAddress" -}}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end }}

{{/* Annotations of Flink's pods: a change of the configuration starts them anew. */}}
{{- define "tillstream.podAnnotations" -}}
annotations:
  checksum/config: {{ include "tillstream.config" . | sha256sum }}
  {{- with .Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* What the pods of Flink have in common beside their containers. */}}
{{- define "tillstream.podSpec" -}}
serviceAccountName: {{ .Release.Name }}
automountServiceAccountToken: {{ .Values.highAvailability.enabled }}
securityContext:
  {{- include "tillstream.podSecurity" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: config
    configMap:
      name: {{ .Release.Name }}-config
  - name: tmp
    emptyDir:
      sizeLimit: {{ .Values.taskmanager.scratch }}
  {{- if include "tillstream.statePath" . }}
  - name: state
    persistentVolumeClaim:
      claimName: {{ .Values.state.existingClaim | default (printf "%s-state" .Release.Name) }}
  {{- end }}
  {{- with .Values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "tillstream.volumeMounts" -}}
- name: config
  mountPath: /opt/flink/conf
- name: tmp
  mountPath: /tmp
{{- if include "tillstream.statePath" . }}
- name: state
  mountPath: /opt/flink/state
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
