variable "hcloud_token" {
  description = "Hetzner Cloud API token with read and write access. Set TF_VAR_hcloud_token, never a file."
  type        = string
  sensitive   = true
}

variable "environment" {
  description = "Part of every name: staging or production."
  type        = string
  default     = "staging"

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is \"staging\" or \"production\"."
  }
}

variable "location" {
  description = "Hetzner location. nbg1 (Nuremberg) had the lowest latency from Pune of the four tried."
  type        = string
  default     = "nbg1"
}

variable "server_type" {
  description = "2 vCPU and 4 GB are enough for the middleware. cx22 replaces the cx21 of the RFC, which is no longer sold."
  type        = string
  default     = "cx22"
}

variable "volume_size_gb" {
  description = "Room for the metrics. June 2026 took 0.4 GB."
  type        = number
  default     = 20

  validation {
    condition     = var.volume_size_gb >= 10
    error_message = "Hetzner volumes begin at 10 GB."
  }
}

variable "admin_cidrs" {
  description = "Networks from which SSH is allowed. Empty: none."
  type        = list(string)
  default     = []
}
