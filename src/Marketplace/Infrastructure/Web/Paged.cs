using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Web;

/// <summary>One page of a list, and whether another follows.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Page, bool HasMore)
{
    /// <summary>For the partial <c>_Pager</c>.</summary>
    public PagerModel Pager(string path) => new(Page > 1 ? $"{path}?page={Page - 1}" : null, HasMore ? $"{path}?page={Page + 1}" : null);
}

internal static class Paging
{
    private const int PerPage = 25;
    private const int LastPage = 10_000;

    extension<T>(IQueryable<T> rows)
    {
        /// <summary>That page of an ordered query, in one command.</summary>
        public async Task<Paged<T>> Page(int page, CancellationToken ct)
        {
            var number = Math.Clamp(page, 1, LastPage);
            var found = await rows.Skip((number - 1) * PerPage).Take(PerPage + 1).ToListAsync(ct);
            return new Paged<T>([.. found.Take(PerPage)], number, found.Count > PerPage);
        }
    }
}
