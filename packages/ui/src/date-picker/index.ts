export { DatePicker, type DatePickerProps, RangePicker, type RangePickerProps } from './date-picker.tsx';
