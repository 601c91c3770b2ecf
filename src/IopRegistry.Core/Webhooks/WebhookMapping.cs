using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Webhooks;

internal sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        endpoint.ToTable("WebhookEndpoints");
        endpoint.Property(e => e.Id).ValueGeneratedNever();
        endpoint.Property(e => e.Version).IsConcurrencyToken();
        endpoint.Property(e => e.Name).HasMaxLength(WebhookEndpoint.NameMaxLength);
        endpoint.Property(e => e.Url).HasMaxLength(WebhookEndpoint.UrlMaxLength);
        endpoint.Property(e => e.Types).HasJsonColumn();
        endpoint.Property(e => e.Secrets).HasJsonColumn();
        endpoint.HasIndex(e => new { e.OrganisationId, e.State }).HasDatabaseName("ix_webhook_endpoints_organisation");
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("WebhookDeliveries");
        delivery.Property(d => d.Id).ValueGeneratedNever();
        delivery.Property(d => d.ClaimId).IsConcurrencyToken();
        delivery.Property(d => d.Version).IsConcurrencyToken();
        delivery.Property(d => d.Type).HasMaxLength(Message.TypeMaxLength);
        delivery.Property(d => d.LastError).HasMaxLength(WebhookAttempt.ErrorMaxLength);
        delivery.Ignore(d => d.WebhookId);
        delivery.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.EndpointId);
        delivery.HasOne<Message>().WithMany().HasForeignKey(d => d.MessageId);

        // Once for each; and everything that hangs on a message that is forgotten.
        delivery
            .HasIndex(d => new { d.MessageId, d.EndpointId })
            .IsUnique()
            .HasDatabaseName(WebhookRules.OnceConstraint);
        // What is due, and of which receivers.
        delivery.HasIndex(d => new { d.NextAttemptAt, d.EndpointId }).HasDatabaseName("ix_webhook_deliveries_due");
        // A receiver's queue, and its log.
        delivery
            .HasIndex(d => new
            {
                d.EndpointId,
                d.State,
                d.CreatedAt,
            })
            .HasDatabaseName("ix_webhook_deliveries_state");
        delivery
            .HasIndex(d => new
            {
                d.EndpointId,
                d.CreatedAt,
                d.Id,
            })
            .HasDatabaseName("ix_webhook_deliveries_log");
    }
}

internal sealed class WebhookAttemptMapping : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> attempt)
    {
        attempt.ToTable("WebhookAttempts");
        attempt.HasKey(a => new { a.DeliveryId, a.Number });
        attempt.Property(a => a.Error).HasMaxLength(WebhookAttempt.ErrorMaxLength);
        attempt.HasOne<WebhookDelivery>().WithMany().HasForeignKey(a => a.DeliveryId);
    }
}
