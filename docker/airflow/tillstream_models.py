"""Trains Tillstream's models on the newest days of the topics, publishes what is better, goes back from what got worse.

Needs the provider apache-airflow-providers-cncf-kubernetes, the image of docker/tools, and in Airflow's Variables:
  tillstream_namespace, tillstream_tools_image, tillstream_kafka (HOST:PORT),
  tillstream_registry_claim (the volume that the job reads as models.dir),
  tillstream_postgres_url (jdbc:...), tillstream_reader (a user of the role tillstream_reader),
  tillstream_reader_secret (a Secret with the key "password"),
  tillstream_kafka_secret (optional: a Secret with the key "client.properties" of the Kafka clients).
The same as a Kubernetes CronJob: helm/tillstream, values training.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.sdk import DAG
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from kubernetes.client import models as k8s

MODELS = ["two-tower", "ranker"]
DAYS = 90
HELD_OUT = 7

VOLUMES = [
    k8s.V1Volume(
        name="registry",
        persistent_volume_claim=k8s.V1PersistentVolumeClaimVolumeSource(
            claim_name="{{ var.value.tillstream_registry_claim }}"
        ),
    ),
    k8s.V1Volume(name="tmp", empty_dir=k8s.V1EmptyDirVolumeSource(size_limit="50Gi")),
    k8s.V1Volume(
        name="kafka",
        secret=k8s.V1SecretVolumeSource(
            secret_name="{{ var.value.get('tillstream_kafka_secret', 'tillstream-kafka-client') }}", optional=True
        ),
    ),
]
# Airflow fills in names of volumes' Secrets, but not those of the environment's.
READER = k8s.V1Volume(
    name="reader", secret=k8s.V1SecretVolumeSource(secret_name="{{ var.value.tillstream_reader_secret }}")
)
MOUNTS = [
    k8s.V1VolumeMount(name="registry", mount_path="/models"),
    k8s.V1VolumeMount(name="tmp", mount_path="/tmp"),
    k8s.V1VolumeMount(name="kafka", mount_path="/kafka", read_only=True),
]


def pod(task_id: str, script: str, **more) -> KubernetesPodOperator:
    """A pod that runs a shell script beside the command line, as safely as the chart's."""
    return KubernetesPodOperator(
        task_id=task_id,
        name=f"tillstream-{task_id}",
        namespace="{{ var.value.tillstream_namespace }}",
        image="{{ var.value.tillstream_tools_image }}",
        cmds=["sh", "-ec"],
        arguments=[script],
        volumes=more.pop("volumes", VOLUMES),
        volume_mounts=more.pop("volume_mounts", MOUNTS),
        automount_service_account_token=False,
        security_context=k8s.V1PodSecurityContext(
            run_as_non_root=True,
            run_as_user=9999,
            fs_group=9999,
            seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
        ),
        container_security_context=k8s.V1SecurityContext(
            allow_privilege_escalation=False,
            read_only_root_filesystem=True,
            capabilities=k8s.V1Capabilities(drop=["ALL"]),
        ),
        container_resources=k8s.V1ResourceRequirements(
            requests={"cpu": "1", "memory": "4Gi"}, limits={"memory": "4Gi"}
        ),
        get_logs=True,
        **more,
    )


TRAIN = "\n".join(
    [
        "tls=; [ ! -f /kafka/client.properties ] || tls='--kafka-properties /kafka/client.properties'",
        f"tillstream dump --kafka {{{{ var.value.tillstream_kafka }}}} $tls --days {DAYS} --out /tmp/events",
        "today=$(date -u +%Y-%m-%dT00:00:00Z)",
    ]
    + [
        f"tillstream train {model} /tmp/events --out /models --until $today --held-out {HELD_OUT} --if-better"
        for model in MODELS
    ]
)

with DAG(
    "tillstream_train",
    description="Train on the newest days, publish what is better than what runs",
    # Not more often than days are held out: what runs must not have seen them.
    schedule="0 3 * * 1",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=30)},
    tags=["tillstream"],
):
    pod("train", TRAIN)

with DAG(
    "tillstream_watch",
    description="Go back to the version before where recommendations got worse",
    schedule="30 * * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    tags=["tillstream"],
):
    for model in MODELS:
        pod(
            f"watch-{model}",
            f"tillstream models watch {model} --models /models"
            " --url '{{ var.value.tillstream_postgres_url }}' --user {{ var.value.tillstream_reader }}"
            " --password-file /reader/password",
            volumes=[*VOLUMES, READER],
            volume_mounts=[*MOUNTS, k8s.V1VolumeMount(name="reader", mount_path="/reader", read_only=True)],
        )
