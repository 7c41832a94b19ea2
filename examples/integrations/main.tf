# The custom resource by Terraform: CloudFormation waits for the workflow, and Terraform for CloudFormation.
variable "service_token" { type = string }

resource "aws_cloudformation_stack" "production" {
  name          = "cloudhsm-production"
  template_body = file("${path.module}/stack.yaml")

  parameters = {
    ServiceToken = var.service_token
    File         = file("${path.module}/../production.json")
  }

  timeouts {
    create = "75m"
    update = "75m"
  }
}

output "key_arn" { value = aws_cloudformation_stack.production.outputs["KeyArn"] }
