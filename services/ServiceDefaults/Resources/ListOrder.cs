using System.Linq.Expressions;
using AllianceServices.ServiceDefaults.ChangeLog;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// The order of a list: by a column and among equals by name, or by name alone. A page goes on after the values that the last
/// resource of the page before had, so that an index serves it however deep it lies.
/// </summary>
/// <param name="column">The column; null for the order by name.</param>
/// <param name="isDescending">Whether the greatest value comes first. Names always ascend.</param>
internal sealed class ListOrder<TRow>(Expression<Func<TRow, string>>? column, bool isDescending)
    where TRow : ResourceRow
{
    private readonly Func<TRow, string>? _value = column?.Compile();

    /// <summary>Whether it is the order by name alone.</summary>
    public bool IsByName => column is null;

    /// <summary>The rows in this order.</summary>
    public IQueryable<TRow> Sort(IQueryable<TRow> rows) =>
        column is null ? rows.OrderBy(row => row.Name)
        : isDescending ? rows.OrderByDescending(column).ThenBy(row => row.Name)
        : rows.OrderBy(column).ThenBy(row => row.Name);

    /// <summary>The place of a row in this order. Neither days nor names have spaces.</summary>
    public string MarkOf(TRow row) => _value is null ? row.Name : $"{_value(row)} {row.Name}";

    /// <summary>The rows after a place.</summary>
    public IQueryable<TRow> After(IQueryable<TRow> rows, string mark)
    {
        var parts = mark.Split(' ');
        var name = parts[^1];
        if (column is null)
        {
            return rows.Where(row => string.Compare(row.Name, name) > 0);
        }
        var (row, value) = (column.Parameters[0], QueryValue.Of(parts[0]));
        var order = Compare(column.Body, value);
        Expression<Func<TRow, bool>> isLater = other => string.Compare(other.Name, name) > 0;
        var tie = new ParameterReplacer(isLater.Parameters[0], row).Visit(isLater.Body);
        var zero = Expression.Constant(0);
        var beyond = isDescending ? Expression.LessThan(order, zero) : Expression.GreaterThan(order, zero);
        var within = isDescending ? Expression.LessThanOrEqual(order, zero) : Expression.GreaterThanOrEqual(order, zero);
        // The first condition says nothing new and lets an index on the column begin where the page does.
        var condition = Expression.AndAlso(within, Expression.OrElse(beyond, tie));
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(condition, row));
    }

    private static MethodCallExpression Compare(Expression left, Expression right) =>
        Expression.Call(FilterFields<TRow>.StringCompare, left, right);
}

/// <summary>Puts one parameter of an expression in the place of another.</summary>
internal sealed class ParameterReplacer(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
{
    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
}
