# Reference handover, not a deployment: see README.md for when to use it.

locals {
  name = "dora-middleware-${var.environment}"

  labels = {
    environment = var.environment
    purpose     = "dora-middleware"
  }

  # Port and networks of everything that may come in. SSH only where somebody is named: var.nobody would be wrong here.
  ingress = merge(
    { https = { port = "443", cidrs = ["0.0.0.0/0", "::/0"] } },
    length(var.admin_cidrs) > 0 ? { ssh = { port = "22", cidrs = var.admin_cidrs } } : {},
  )
}

data "hcloud_ssh_key" "operator" {
  name = var.ssh_key_name
}

resource "hcloud_firewall" "dora" {
  name   = local.name
  labels = local.labels

  dynamic "rule" {
    for_each = local.ingress

    content {
      description = "allow ${rule.key}"
      direction   = "in"
      protocol    = "tcp"
      port        = rule.value.port
      source_ips  = rule.value.cidrs
    }
  }
}

resource "hcloud_server" "dora_middleware" {
  name         = local.name
  server_type  = var.server_type
  image        = "ubuntu-22.04"
  location     = var.location
  ssh_keys     = [data.hcloud_ssh_key.operator.id]
  firewall_ids = [hcloud_firewall.dora.id]
  user_data    = file("${path.module}/cloud-init.yaml")
  labels       = local.labels

  lifecycle {
    ignore_changes = [user_data, ssh_keys]
  }
}

resource "hcloud_volume" "dora_data" {
  name     = "dora-data-${var.environment}"
  size     = var.volume_size_gb
  location = var.location
  format   = "ext4"
  labels   = local.labels
}

resource "hcloud_volume_attachment" "dora_data" {
  server_id = hcloud_server.dora_middleware.id
  volume_id = hcloud_volume.dora_data.id
  automount = true
}
