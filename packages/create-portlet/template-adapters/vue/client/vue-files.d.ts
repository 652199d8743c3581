/// <reference types="@yimen/portlet-cli/vue-files" />
