using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Calendars;

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> feed)
    {
        feed.ToTable("CalendarFeeds");
        feed.Property(f => f.Id).ValueGeneratedNever();
        feed.Property(f => f.Name).HasMaxLength(CalendarFeed.NameMaxLength);
        feed.Property(f => f.Language).HasMaxLength(2);
        feed.Property(f => f.KeyHash).HasMaxLength(64).IsOrdinal();
        feed.HasOne<User>().WithMany().HasForeignKey(f => f.UserId);
        feed.HasIndex(f => f.KeyHash).HasDatabaseName("ix_calendar_feeds_key");
        feed.HasIndex(f => new
            {
                f.UserId,
                f.OrganisationId,
                f.CreatedAt,
            })
            .HasDatabaseName("ix_calendar_feeds_user");
    }
}
