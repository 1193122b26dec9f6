using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Web;

/// <summary>One page of a list, and whether another follows.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Page, bool HasMore)
{
    /// <summary>For the partial <c>_Pager</c>.</summary>
    /// <param name="path">The list's own, with what else it asks for.</param>
    /// <param name="name">Another than "page" where two lists stand on one page.</param>
    public PagerModel Pager(string path, string name = "page")
    {
        var start = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}=";
        return new(Page > 1 ? $"{start}{Page - 1}" : null, HasMore ? $"{start}{Page + 1}" : null);
    }
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
