output "ipv4_address" {
  description = "Public address; point the A record at it."
  value       = hcloud_server.dora_middleware.ipv4_address
}

output "data_device" {
  description = "Block device of the metrics volume."
  value       = hcloud_volume.dora_data.linux_device
}

output "next_steps" {
  description = "What to do after apply."
  value       = <<-EOT
    1. Point the A record "dora" in your DNS zone at ${hcloud_server.dora_middleware.ipv4_address}.
    2. Copy the compose file, then run: docker compose up -d
    3. The literal $${METRICS_DIR} in the compose file is /mnt/dora-data.
  EOT
}
